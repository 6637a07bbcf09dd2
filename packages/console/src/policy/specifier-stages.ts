/** One stage of a resource as it is picked: a type, and what is written after its `/`. */
export interface Stage {
  readonly type: string;
  /** The name with its modifiers: `ops_*;payments`. Undefined for a type without names. */
  readonly rest: string | undefined;
  /** Modifiers of a type without names, with the `;`. */
  readonly modifiers: string;
}

/** Splits a specifier at each `:` that stands in no braces and belongs to no `view:`. Joined again it is the same text. */
export function stagesOf(specifier: string): readonly Stage[] {
  const texts: string[] = [];
  let start = 0;
  let isInBraces = false;
  for (let at = 0; at < specifier.length; at++) {
    const sign = specifier[at];
    if (sign === '{') isInBraces = true;
    if (sign === '}') isInBraces = false;
    if (sign !== ':' || isInBraces || /[;,]view$/.test(specifier.slice(start, at))) continue;
    texts.push(specifier.slice(start, at));
    start = at + 1;
  }
  return [...texts, specifier.slice(start)].map(stageOf);
}

function stageOf(text: string): Stage {
  const [, type = '', slash, rest = ''] = /^([^/;]*)(\/?)(.*)$/s.exec(text) ?? [];
  return slash === '/' ? { type, rest, modifiers: '' } : { type, rest: undefined, modifiers: rest };
}

export function specifierOf(stages: readonly Stage[]): string {
  return stages
    .map(({ type, rest, modifiers }) => (rest === undefined ? type + modifiers : `${type}/${rest}`))
    .join(':');
}

/** The types of a specifier with every name replaced by `*`: the place in the catalogue that it is about. */
export function chainOfStages(stages: readonly Stage[]): string {
  return stages.map(({ type, rest }) => (rest === undefined ? type : `${type}/*`)).join(':');
}

/** The same names at another place, as far as both have the same types from the outermost on. */
export function movedTo(chain: string, stages: readonly Stage[]): string {
  const wanted = stagesOf(chain);
  const like = wanted.findIndex((stage, index) => stage.type !== stages[index]?.type);
  const shared = like < 0 ? wanted.length : like;
  return specifierOf(wanted.map((stage, index) => (index < shared ? (stages[index] ?? stage) : stage)));
}
