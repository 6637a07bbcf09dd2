/** The parts of the packages that are used; they are no dependencies of the workspace, so their types are not there. */
export interface BetterAuthParts {
  apiKey(options: object): object;
  betterAuth(options: object): {
    readonly api: {
      signUpEmail(call: { readonly body: object }): Promise<{ readonly user: { readonly id: string } }>;
      createApiKey(call: { readonly body: object }): Promise<{ readonly id: string; readonly key: string }>;
      verifyApiKey(call: { readonly body: { readonly key: string } }): Promise<{
        readonly valid: boolean;
        readonly key: { readonly id: string; readonly referenceId: string } | null;
      }>;
    };
  };
  getMigrations(options: object): Promise<{ runMigrations(): Promise<void> }>;
  readonly Pool: new (options: {
    readonly connectionString: string;
  }) => {
    query(sql: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly object[] }>;
  };
}

const PACKAGES: readonly string[] = ['better-auth', 'better-auth/db/migration', '@better-auth/api-key', 'pg'];

export async function loadBetterAuth(): Promise<BetterAuthParts> {
  return Object.assign({}, ...(await Promise.all(PACKAGES.map((name) => import(name)))));
}
