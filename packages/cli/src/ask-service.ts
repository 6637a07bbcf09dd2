import {
  askControlSocket,
  type Config,
  type ControlRequest,
  openDeployment,
  type PasswordLink,
  runControlRequest,
  systemClock,
} from '@keyward/server';

/** Has the running service do what is asked for; when none runs, does it on the data directory itself. */
export async function askService(config: Config, request: ControlRequest): Promise<PasswordLink> {
  const answer = await askControlSocket(config.dataDirectory, request);
  if (answer !== undefined) return answer;
  const deployment = await openDeployment(config, systemClock(), { create: false });
  try {
    return await runControlRequest(deployment, request);
  } finally {
    await deployment.close();
  }
}
