import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributesIn, mistakeInRows, rowsOf, textOf } from '../src/teams/role-attributes.ts';
import { roleChanges } from '../src/teams/role-changes.ts';

const auditor = { _id: '1', key: 'auditor' };
const manager = { _id: '2', key: 'manager' };

test('attributes whose text nobody changed keep every value: commas, spaces, doubles, and none at all', () => {
  const attributes = { a: ['x,y', ' z '], ' b ': ['twice', 'twice'], c: [], __proto__x: ['1'] };
  const rows = rowsOf(attributes);
  assert.deepEqual(attributesIn(rows), attributes);
  assert.equal(mistakeInRows(rows), undefined);
  assert.deepEqual(roleChanges({ given: [], attributes }, [auditor], rows), [
    { kind: 'addCustomRoles', values: ['auditor'] },
  ]);
});

test('an attribute that was typed is read between commas, and needs a value; its neighbours are not sent', () => {
  const attributes = { a: ['x,y'], b: ['old'] };
  const rows = rowsOf(attributes).map((row) =>
    row.name === 'b' ? { ...row, values: ' new, more,new,' } : row,
  );
  assert.deepEqual(roleChanges({ given: [], attributes }, [], rows), [
    { kind: 'updateRoleAttribute', key: 'b', values: ['new', 'more'] },
  ]);
  const quoted = rowsOf(attributes).map((row) =>
    row.name === 'b' ? { ...row, values: ' "one, two",  "say ""hi""" , "" ,it"s, "open' } : row,
  );
  assert.deepEqual(roleChanges({ given: [], attributes }, [], quoted), [
    { kind: 'updateRoleAttribute', key: 'b', values: ['one, two', 'say "hi"', '', 'it"s', '"open'] },
  ]);
  const emptied = rows.map((row) => ({ ...row, values: ' ' }));
  assert.equal(mistakeInRows(emptied), 'Give “a” at least one value.');
});

test('whatever values there are, the text of them is read as the same ones', () => {
  const values = fc.uniqueArray(
    fc.oneof(fc.string(), fc.constantFrom(',', '"', '""', ' a', 'a ', '", "', '')),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(values, (values) => {
      const typed = [{ id: 0, name: 'a', values: textOf(values) }];
      assert.deepEqual(attributesIn(typed), { a: values });
    }),
    { numRuns: 1000 },
  );
});

test('only what was changed in the form is sent, so nothing is said of what others added or took meanwhile', () => {
  const start = { given: [auditor], attributes: { a: ['1'] } };
  const rows = rowsOf(start.attributes);
  assert.deepEqual(roleChanges(start, [auditor], rows), []);
  assert.deepEqual(
    roleChanges(
      start,
      [manager],
      rows.map((row) => ({ ...row, name: ' renamed ' })),
    ),
    [
      { kind: 'removeCustomRoles', values: ['auditor'] },
      { kind: 'removeRoleAttribute', key: 'a' },
      { kind: 'addRoleAttribute', key: 'renamed', values: ['1'] },
      { kind: 'addCustomRoles', values: ['manager'] },
    ],
  );
});
