const format = new Intl.NumberFormat('en');

/** `1,284` */
export const countText = (count: number): string => format.format(count);

/** `1 token`, `12 tokens` */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : several}`;
}
