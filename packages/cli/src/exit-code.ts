export const exitCode = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  notFound: 3,
  notSignedIn: 4,
  forbidden: 5,
  conflict: 6,
  unreachable: 7,
  testMismatch: 8,
  auditLogBroken: 9,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Says how the process is to end once all output is written. */
export type EndWith = (code: ExitCode) => void;
