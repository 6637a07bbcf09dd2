import { Command } from 'commander';
import type { EndWith } from '../exit-code.ts';
import { watchOutput } from '../print.ts';
import { diffCommand } from './diff-policies.ts';
import { explainCommand } from './explain-request.ts';
import { fmtCommand } from './format-policy.ts';
import { lintCommand } from './lint-policy.ts';
import { testCommand } from './test-cases.ts';

/** All of these work on files alone: nothing is asked of a service. */
export function policyCommand(endWith: EndWith): Command {
  return new Command('policy')
    .hook('preAction', watchOutput)
    .addCommand(testCommand(endWith))
    .addCommand(lintCommand(endWith))
    .addCommand(explainCommand())
    .addCommand(diffCommand())
    .addCommand(fmtCommand(endWith));
}
