import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { actionsFor, placesOf, type ResourceType } from './resource-kinds.ts';
import { chainOfStages, stagesOf } from './specifier-stages.ts';

/** What is known of the account that completions come from. */
export interface Vocabulary {
  readonly types: readonly ResourceType[];
  readonly names: ReadonlyMap<string, readonly string[]>;
}

const FIELDS = ['effect', 'resources', 'notResources', 'actions', 'notActions'];

/** The field that the next text is a value of: right after its colon, or in its list after other texts. */
const FIELD_AT_END = /"(\w+)"\s*:\s*(?:\[(?:\s*"(?:[^"\\]|\\.)*"\s*,)*\s*)?$/;

const STATEMENT = /\{\s*"(?:effect|resources|notResources|actions|notActions)"/g;

/** Actions, effects, fields, and resources stage by stage: a type, a name of it, the next type below. */
export function completePolicy(vocabulary: () => Vocabulary) {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const before = state.sliceDoc(0, pos);
    const typed = /"([^"\\\n]*)$/.exec(before)?.[1];
    if (typed === undefined || isOutsideText(before)) return null;
    const written = before.slice(0, before.length - typed.length - 1);
    const field = FIELD_AT_END.exec(written)?.[1];
    // A resource may hold braces of its own.
    const statement = written.slice([...written.matchAll(STATEMENT)].at(-1)?.index ?? 0);
    const { types, names } = vocabulary();
    const from = pos - typed.length;
    if (field === 'effect') return { from, options: labels(['allow', 'deny']) };
    if (field === 'actions' || field === 'notActions') {
      const whole = /"resources"\s*:\s*\[([^\]]*)\]/.exec(statement)?.[1] ?? '';
      const entries = [...whole.matchAll(/"([^"]*)"/g)].map(([, entry = '']) => entry);
      const choices = new Map(actionsFor(entries, types).map(({ action, type }) => [action, type]));
      const options = Array.from(
        choices,
        ([label, detail]): Completion => ({ label, detail, type: 'function' }),
      );
      return { from, options: [{ label: '*', detail: 'every action' }, ...options], validFor: /^\w*$/ };
    }
    if (field === 'resources' || field === 'notResources') return completeResource(typed, from, types, names);
    return /[{,]\s*"\w*$/.test(before) ? { from, options: labels(FIELDS) } : null;
  };
}

function completeResource(
  typed: string,
  from: number,
  types: readonly ResourceType[],
  names: ReadonlyMap<string, readonly string[]>,
): CompletionResult {
  const stages = stagesOf(typed);
  const last = stages.at(-1);
  const start = from + typed.length - (last ? (last.rest ?? last.type).length : 0);
  if (last?.rest !== undefined) {
    return { from: start, options: labels(names.get(last.type) ?? ['*']) };
  }
  const above = stages.slice(0, -1);
  const chain = chainOfStages(above);
  const depth = above.length;
  const below = placesOf(types)
    .map((place) => place.split(':'))
    .filter((parts) => above.length === 0 || parts.slice(0, depth).join(':') === chain)
    .flatMap((parts) => parts[depth]?.replace('*', '') ?? []);
  return { from: start, options: labels([...new Set(below), ...(depth === 0 ? ['*'] : [])]) };
}

function labels(texts: readonly string[]): readonly Completion[] {
  return texts.map((label) => ({ label }));
}

/** Whether the quote before the cursor ends a text instead of beginning one. */
function isOutsideText(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/\\./g, '');
  return (line.match(/"/g)?.length ?? 0) % 2 === 0;
}
