import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue, inWords } from '../src/index.ts';

test('each statement is one sentence, with what it excepts, what it selects by, and levels by their name', () => {
  const flags = 'proj/web:env/production:flag/*';
  const said = inWords(
    [
      { effect: 'allow', resources: [flags], actions: ['updateOn', 'updateTargets'] },
      { effect: 'deny', resources: ['proj/*:env/*:flag/*;critical'], actions: ['deleteFlag'] },
      { effect: 'allow', notResources: ['proj/*'], notActions: ['viewProject'] },
      { effect: 'allow', resources: ['*'], actions: ['*'] },
      { effect: 'allow', resources: [], actions: ['x'] },
      { effect: 'deny', resources: ['no such'], actions: ['*'] },
      { effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] },
    ],
    builtInCatalogue,
  );
  assert.deepEqual(said, [
    'Allows `updateOn` and `updateTargets` on all flags in environment `production` of project `web`',
    'Never allows `deleteFlag` on all flags (tagged `critical`) in any environment of any project',
    'Allows every action but `viewProject` on everything but all projects',
    'Allows every action on everything',
    'Allows nothing yet',
    'Cannot be read, and so allows nothing at all',
    'Allows `viewTeam` on all teams',
  ]);
});
