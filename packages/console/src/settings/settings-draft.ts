import type { Settings } from '../app/keyward.ts';

export const NUMBERS = [
  'maximumTokenLifetimeDays',
  'defaultTokenLifetimeDays',
  'disableIdleTokensAfterDays',
  'maximumOverlapHours',
  'serviceTokenLimit',
] as const;
export const SWITCHES = [
  'neverExpiringTokens',
  'selfServiceTokens',
  'serviceTokens',
  'customRoles',
  'restApi',
] as const;

export type NumberName = (typeof NUMBERS)[number];
export type SwitchName = (typeof SWITCHES)[number];
export type SettingName = NumberName | SwitchName;

/** The settings as they stand in the form: numbers as they are typed, empty for none. */
export type SettingsDraft = Readonly<Record<NumberName, string> & Record<SwitchName, boolean>>;

/** The least and the most of each; those that are in days may be empty. */
const RANGES: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  maximumTokenLifetimeDays: [1, 3_650],
  defaultTokenLifetimeDays: [1, 3_650],
  disableIdleTokensAfterDays: [1, 3_650],
  maximumOverlapHours: [0, 8_760],
  serviceTokenLimit: [0, 100_000],
};
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  'maximumTokenLifetimeDays',
  'defaultTokenLifetimeDays',
  'disableIdleTokensAfterDays',
]);

export function settingsDraftOf(settings: Settings): SettingsDraft {
  const numbers = NUMBERS.map((name) => [name, settings[name] === null ? '' : String(settings[name])]);
  const switches = SWITCHES.map((name) => [name, settings[name]]);
  return Object.fromEntries([...numbers, ...switches]) as SettingsDraft;
}

/** By the field that each is about. */
export function settingMistakes(draft: SettingsDraft): Readonly<Partial<Record<NumberName, string>>> {
  const wrong = NUMBERS.filter((name) => {
    const [least, most] = RANGES[name];
    const text = draft[name].trim();
    if (text === '') return !MAY_BE_EMPTY.has(name);
    return !/^\d{1,6}$/.test(text) || Number(text) < least || Number(text) > most;
  });
  return Object.fromEntries(
    wrong.map((name) => [name, `Give a whole number from ${RANGES[name].join(' to ')}.`]),
  );
}

export interface SettingChange {
  readonly op: 'replace';
  readonly path: string;
  readonly value: number | boolean | null;
}

/** What differs from the settings that the form began with. */
export function changesOf(draft: SettingsDraft, start: Settings): readonly SettingChange[] {
  const wanted = [
    ...NUMBERS.map((name) => [name, numberIn(draft[name])] as const),
    ...SWITCHES.map((name) => [name, draft[name]] as const),
  ];
  return wanted
    .filter(([name, value]) => start[name] !== value)
    .map(([name, value]) => ({ op: 'replace', path: `/${name}`, value }));
}

function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
