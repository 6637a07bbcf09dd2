import type { Catalogue, Chain } from '../catalogue.ts';
import { compileGlob, matchesGlob } from '../glob.ts';
import { parseResourceSpecifier } from '../parse-resource-specifier.ts';
import { chainOf } from '../resource-specifier.ts';
import type { Statement } from '../statement.ts';
import { listed } from './describe-resource.ts';
import type { Lint } from './lint-finding.ts';

/** Words that the catalogue does not know, or not in that place. */
export function lintWords(statement: Statement, index: number, catalogue: Catalogue): Lint[] {
  const entries = [...(statement.resources ?? []), ...(statement.notResources ?? [])];
  const lints = entries.flatMap((entry) => lintChain(entry, index, catalogue));
  const chains = chainsOf(statement, catalogue);
  if (!chains) return lints;
  const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
  return [...lints, ...actions.flatMap((action) => lintAction(action, index, chains, catalogue))];
}

function lintChain(entry: string, index: number, catalogue: Catalogue): Lint[] {
  const parsed = parseResourceSpecifier(entry);
  if (!parsed.ok) {
    const { message } = parsed.problem;
    return [
      {
        code: 'unreadable',
        severity: 'error',
        statement: index,
        message: `statement ${index + 1}: ${message}`,
      },
    ];
  }
  const { segments } = parsed.specifier;
  const unknown = segments.find(({ type }) => !catalogue.types.has(type));
  if (unknown) {
    const message = `\`${unknown.type}\` in \`${entry}\` of statement ${index + 1} is a type that the catalogue does not know`;
    return [{ code: 'unknown-type', severity: 'warning', statement: index, message }];
  }
  if (segments.length === 0 || catalogue.chains.has(chainOf(parsed.specifier))) return [];
  const places = catalogue.types.get(segments.at(-1)?.type ?? '')?.chains ?? [];
  const message = `no resource is where \`${entry}\` of statement ${index + 1} looks for it; write it as in ${listed(quoted(places), 'or')}`;
  return [{ code: 'unknown-chain', severity: 'warning', statement: index, message }];
}

/** The chains that the statement is about; undefined when it says so only by exceptions, or not readably. */
function chainsOf(
  { resources = [], notResources = [] }: Statement,
  catalogue: Catalogue,
): Chain[] | undefined {
  if (notResources.length > 0) return [...catalogue.chains.values()];
  const chains: Chain[] = [];
  for (const entry of resources) {
    const parsed = parseResourceSpecifier(entry);
    if (!parsed.ok) return undefined;
    if (parsed.specifier.segments.length === 0) return [...catalogue.chains.values()];
    const chain = catalogue.chains.get(chainOf(parsed.specifier));
    if (!chain) return undefined;
    chains.push(chain);
  }
  return chains;
}

function lintAction(action: string, index: number, chains: readonly Chain[], catalogue: Catalogue): Lint[] {
  const glob = compileGlob(action);
  const knows = (chain: Chain) => [...chain.actions.keys()].some((known) => matchesGlob(glob, known));
  if (action === '*' || chains.some(knows)) return [];
  const common = { severity: 'warning', statement: index } as const;
  const where = `in statement ${index + 1}`;
  if (action.includes('*')) {
    const message = `\`${action}\` ${where} is the start of no action that is known for its resources`;
    return [{ code: 'no-known-action', message, ...common }];
  }
  const elsewhere = [...catalogue.chains.values()].filter(knows).map(({ chain }) => chain);
  if (elsewhere.length > 0) {
    const message = `\`${action}\` ${where} is no action of its resources but of ${listed(quoted(elsewhere.slice(0, 3)), 'or')}`;
    return [{ code: 'action-of-other-type', message, ...common }];
  }
  return [
    {
      code: 'unknown-action',
      message: `\`${action}\` ${where} is no action that is known; check its spelling`,
      ...common,
    },
  ];
}

function quoted(texts: readonly string[]): string[] {
  return texts.map((text) => `\`${text}\``);
}
