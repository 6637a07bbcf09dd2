import { Command } from 'commander';
import { createRoleCommand } from './create-role.ts';
import { deleteRoleCommand } from './delete-role.ts';
import { editRoleCommand } from './edit-role.ts';
import { getRoleCommand } from './get-role.ts';
import { listRolesCommand } from './list-roles.ts';

export function rolesCommand(): Command {
  return new Command('roles')
    .addCommand(listRolesCommand())
    .addCommand(getRoleCommand())
    .addCommand(createRoleCommand())
    .addCommand(editRoleCommand())
    .addCommand(deleteRoleCommand());
}
