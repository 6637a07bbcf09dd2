import {
  type Config,
  type ControlSocket,
  ControlSocketRefused,
  type OpenDeployment,
  openControlSocket,
} from '@keyward/server';

/** What the socket offers can be done with the service stopped too, or on a shared database: without it the service still serves. */
export async function listenToShell(
  deployment: OpenDeployment,
  { dataDirectory, database }: Config,
  report: (error: unknown) => void,
): Promise<ControlSocket | undefined> {
  if (database !== undefined) return undefined;
  try {
    return await openControlSocket(deployment, dataDirectory, report);
  } catch (error) {
    if (!(error instanceof ControlSocketRefused)) throw error;
    process.stderr.write(`keyward: WARNING: ${error.message}\n`);
    return undefined;
  }
}
