export const exitCode = { done: 0, failed: 1, wrongUsage: 2 } as const;
