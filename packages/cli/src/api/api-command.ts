import { Command, InvalidArgumentError } from 'commander';
import { addWord, asChangingVerb } from '../client/client-flags.ts';
import type { ApiFlags } from './call-api.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Method = (typeof METHODS)[number];

export function apiCommand(): Command {
  const command = new Command('api')
    .argument('<method>', METHODS.join(', '), methodOf)
    .argument('<path>', 'the path, such as `/api/v2/tokens`', pathOf)
    .option(
      '-f, --field <name=value>',
      'a filter of a GET, else a field of the body, as text; repeatable',
      addWord,
    )
    .option('-F, --json-field <name=json>', 'a field of the body, as JSON; repeatable', addWord)
    .option('--body <file>', 'the body, JSON; `-` is stdin')
    .option('--paginate', 'follow the links to the next page, and print all items as one list');
  return asChangingVerb(command).action(async (method: Method, path: string, flags: ApiFlags) =>
    (await import('./call-api.ts')).callApi(method, path, flags),
  );
}

function methodOf(text: string): Method {
  const method = METHODS.find((known) => known === text.toUpperCase());
  if (method === undefined) throw new InvalidArgumentError(`Take one of ${METHODS.join(', ')}.`);
  return method;
}

function pathOf(text: string): string {
  if (!/^\/(?!\/)[^\s#]*$/.test(text))
    throw new InvalidArgumentError('A path begins with one `/`, and holds no `#`.');
  return text;
}
