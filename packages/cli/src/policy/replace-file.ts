import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { InputRefused } from './input-refused.ts';

/**
 * Puts a text into a file at once: whatever interrupts it, the file holds the old text or the new one.
 *
 * @throws InputRefused when the file cannot be written, and then it is as it was
 */
export function replaceFile(name: string, text: string): void {
  try {
    const target = realpathSync(name);
    accessSync(target, constants.W_OK);
    const status = statSync(target);
    if (!status.isFile()) throw new TypeError('renaming onto a device would replace it');
    const draft = `${target}.${process.pid}.tmp`;
    try {
      writeFileSync(draft, text, { flag: 'wx', mode: status.mode, flush: true });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch {
    throw new InputRefused([
      `\`${name}\` cannot be written and is as it was; see to its folder and its mode`,
    ]);
  }
}
