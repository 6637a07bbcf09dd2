import { onOneLine } from '../print.ts';

/** Input that nothing can be done with. Each fault, which names its file and place, is a line of the message. */
export class InputRefused extends Error {
  override readonly name = 'InputRefused';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.map(onOneLine).join('\n'));
    this.faults = faults;
  }
}
