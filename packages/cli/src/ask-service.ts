import {
  askControlSocket,
  type Config,
  type ControlRequest,
  type ControlResults,
  type ControlVerb,
  openDeployment,
  runControlRequest,
  systemClock,
} from '@keyward/server';

/** Has the running service do what is asked for; when none runs, does it on the data directory itself. */
export async function askService<Verb extends ControlVerb>(
  config: Config,
  request: ControlRequest<Verb>,
): Promise<ControlResults[Verb]> {
  const answer = await askControlSocket(config.dataDirectory, request);
  if (answer !== undefined) return answer;
  const deployment = await openDeployment(config, systemClock(), { create: false });
  try {
    return (await runControlRequest(deployment, request)) as ControlResults[Verb];
  } finally {
    await deployment.close();
  }
}
