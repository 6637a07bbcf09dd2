export const exitCode = { done: 0, failed: 1, wrongUsage: 2, testMismatch: 8, auditLogBroken: 9 } as const;

/** Says how the process is to end once all output is written. */
export type EndWith = (code: (typeof exitCode)[keyof typeof exitCode]) => void;
