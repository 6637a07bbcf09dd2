import { type buildApp, ConfigRefused } from '@keyward/server';

export type App = Awaited<ReturnType<typeof buildApp>>;

/** @param flag names the setting in an error. @throws ConfigRefused */
export async function listen(app: App, flag: string, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new ConfigRefused(
        `\`${flag}\`: ${host}:${port} is in use; stop the other program or choose another port`,
      );
    if (code === 'EACCES')
      throw new ConfigRefused(
        `\`${flag}\`: this user may not listen on ${host}:${port}; choose a port above 1023`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigRefused(`\`--host\`: \`${host}\` is no address of this machine`);
    throw error;
  }
}
