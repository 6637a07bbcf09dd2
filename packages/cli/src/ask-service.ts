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

/**
 * Has the running service do what is asked for; when none runs, does it on the data directory itself. A database elsewhere takes
 * this process as one more node.
 */
export async function askService<Verb extends ControlVerb>(
  config: Config,
  request: ControlRequest<Verb>,
): Promise<ControlResults[Verb]> {
  const answer =
    config.database === undefined ? await askControlSocket(config.dataDirectory, request) : undefined;
  if (answer !== undefined) return answer;
  const deployment = await openDeployment(config, systemClock(), { create: false });
  try {
    return (await runControlRequest(deployment, request)) as ControlResults[Verb];
  } finally {
    await deployment.close();
  }
}
