import { type AccessRequest, type Catalogue, explain, parseResource, rightsOfSubject } from '@keyward/policy';
import { Command } from 'commander';
import { printJson, printLine, tell } from '../print.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readPolicy } from './read-policy.ts';
import { refuseSecondStdin } from './read-text.ts';
import { type FlagsByType, type TagsByType, withFacts } from './request-facts.ts';

export interface ExplainFlags {
  readonly action: string;
  readonly resource: string;
  readonly tag?: TagsByType;
  readonly flag?: FlagsByType;
  readonly view?: readonly string[];
  readonly types?: string;
  readonly json?: boolean;
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('Decide a request by a policy and say why')
    .argument('<file>', 'a JSON list of statements')
    .requiredOption('-a, --action <action>', 'what is to be done, such as updateOn')
    .requiredOption('-r, --resource <resource>', 'to what, such as proj/web:env/production');
  return withFacts(command)
    .option('--types <file>', 'resource types of an account, a JSON list of declarations')
    .option('--json', 'print the whole explanation as JSON')
    .action(async (file: string, flags: ExplainFlags) => {
      await explainFile(file, flags, command);
    });
}

/** Prints the decision on one request and why. @returns whether it is allowed */
export async function explainFile(file: string, flags: ExplainFlags, command: Command): Promise<boolean> {
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
  const { allowed } = explanation.decision;
  if (json) {
    printJson({ request, allowed, ...explanation });
    return allowed;
  }
  const { sentence, nearMisses, smallestChange } = explanation;
  printLine(sentence);
  for (const nearMiss of nearMisses) printLine(`Near: ${nearMiss.sentence}`);
  if (smallestChange) printLine(smallestChange.sentence);
  return allowed;
}

/** A misspelt question is denied as any other; only this tells it from a right one. */
function noteUnknownWords(text: string, action: string, { chains }: Catalogue): void {
  const chain = chains.get(text);
  if (chain === undefined) tell(`note: no known resource stands at \`${text}\``);
  else if (!chain.actions.has(action)) tell(`note: \`${action}\` is no known action of \`${text}\``);
}
