import { type AccessRequest, type Catalogue, explain, parseResource, rightsOfSubject } from '@keyward/policy';
import { Command } from 'commander';
import { printJson, printLine, tell } from '../print.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readPolicy } from './read-policy.ts';
import { refuseSecondStdin } from './read-text.ts';
import { addFlag, addTags, addView, type FlagsByType, type TagsByType } from './request-facts.ts';

interface ExplainFlags {
  readonly action: string;
  readonly resource: string;
  readonly tag?: TagsByType;
  readonly flag?: FlagsByType;
  readonly view?: readonly string[];
  readonly types?: string;
  readonly json?: boolean;
}

export function explainCommand(): Command {
  return new Command('explain')
    .description('Decide a request by a policy and say why')
    .argument('<file>', 'a JSON list of statements')
    .requiredOption('-a, --action <action>', 'what is to be done, such as updateOn')
    .requiredOption('-r, --resource <resource>', 'to what, such as proj/web:env/production')
    .option('--tag <type=a,b>', 'tags of the resource of that type, such as env=eu,live; repeatable', addTags)
    .option('--flag <type.name=true>', 'a flag of it, such as env.critical=true; repeatable', addFlag)
    .option('--view <key>', 'a view that the resource is in; repeatable', addView)
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print the whole explanation as JSON')
    .action(explainFile);
}

async function explainFile(file: string, flags: ExplainFlags, command: Command): Promise<void> {
  const { action, resource, tag, flag, view, types, json = false } = flags;
  refuseSecondStdin(command, [file, types]);
  const chain = parseResource(resource)?.chain;
  if (chain === undefined) {
    command.error(
      `error: \`--resource\`: \`${resource}\` is no resource; write one as in \`proj/web:env/production\``,
    );
  }
  const catalogue = await readCatalogue(types);
  const policy = await readPolicy(file, catalogue);
  const request = {
    action,
    resource,
    ...(tag && { tags: Object.fromEntries(tag) }),
    ...(flag && {
      properties: Object.fromEntries([...flag].map(([type, values]) => [type, Object.fromEntries(values)])),
    }),
    ...(view && { views: view }),
  } satisfies AccessRequest;
  noteUnknownWords(chain, action, catalogue);
  const explanation = explain(rightsOfSubject({ policy }, catalogue), request);
  if (json) return printJson({ request, allowed: explanation.decision.allowed, ...explanation });
  const { sentence, nearMisses, smallestChange } = explanation;
  printLine(sentence);
  for (const nearMiss of nearMisses) printLine(`Near: ${nearMiss.sentence}`);
  if (smallestChange) printLine(smallestChange.sentence);
}

/** A misspelt question is denied as any other; only this tells it from a right one. */
function noteUnknownWords(text: string, action: string, { chains }: Catalogue): void {
  const chain = chains.get(text);
  if (chain === undefined) tell(`note: no known resource stands at \`${text}\``);
  else if (!chain.actions.has(action)) tell(`note: \`${action}\` is no known action of \`${text}\``);
}
