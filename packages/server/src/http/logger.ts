import pino, { type DestinationStream, type Logger } from 'pino';
import { redactSecrets } from '../tokens/token-format.ts';

/**
 * The log of the service, one JSON object a line. No header, query or body is ever logged; and since a secret may
 * still stand where none belongs, in a path or in the text of an error, every line is searched for secrets before
 * it is written.
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: pino.stdSerializers.err,
      },
    },
    { write: (line) => destination.write(redactSecrets(line)) },
  );
}
