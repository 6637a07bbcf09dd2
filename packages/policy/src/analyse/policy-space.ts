import type { Catalogue } from '../catalogue.ts';
import type { CompiledStatement } from '../compile-policy.ts';
import type { Budget } from './budget.ts';
import { untilSpent } from './budget.ts';
import { allChains } from './chain-group.ts';
import { allOf, anyOf, type Formula, negate } from './formula.ts';
import { type Box, RequestSpace, type Witness } from './request-space.ts';
import { guardTargets, ownTarget } from './rights-formula.ts';
import { satisfy } from './satisfy.ts';
import type { StatementForms } from './statement-forms.ts';
import { type Target, whenApplies } from './statement-formula.ts';
import { universe } from './word-rules.ts';

export type Existence = Witness | 'none' | 'unknown';

/** All requests that the statements of one policy tell apart. */
export class PolicySpace {
  readonly #budget: Budget;
  readonly #rooms: (() => Room)[];

  /** Each of `chains` has a room, also when no statement names it. */
  constructor(
    forms: readonly StatementForms[],
    chains: readonly string[],
    catalogue: Catalogue,
    budget: Budget,
  ) {
    this.#budget = budget;
    const policies = [{ statements: forms.flatMap(({ wide, narrow }) => [wide, narrow]) }];
    this.#rooms = allChains(policies, chains, catalogue).map(({ chain, members }) => {
      let room: Room | undefined;
      return () => {
        room ??= new Room(new RequestSpace(chain, universe, budget), members, forms, catalogue);
        return room;
      };
    });
  }

  /** A request for which the formula holds in its room. */
  find(formulaIn: (room: Room) => Formula): Existence {
    let isUnknown = false;
    for (const roomOf of this.#rooms) {
      const found = untilSpent(() => {
        this.#budget.startShare(1);
        const room = roomOf();
        const formula = formulaIn(room);
        if (formula === false) return undefined;
        this.#budget.startShare(0.1);
        const box = satisfy(room.whole, formula, this.#budget);
        return box && room.space.requestIn(box);
      });
      if (found === 'spent') isUnknown = true;
      else if (found) return found;
    }
    return isUnknown ? 'unknown' : 'none';
  }
}

/** The requests about chains that one chain stands for. */
export class Room {
  readonly space: RequestSpace;
  readonly members: readonly string[];
  readonly guards: readonly Target[];
  readonly #known = new Map<Target, Map<CompiledStatement, Formula>>();
  readonly #negations = new Map<Formula, Formula>();
  readonly #own: Target;

  constructor(
    space: RequestSpace,
    members: readonly string[],
    forms: readonly StatementForms[],
    catalogue: Catalogue,
  ) {
    this.space = space;
    this.members = members;
    this.#own = ownTarget(space);
    this.guards = guardTargets(space, { catalogue });
    for (const { wide, narrow } of forms) {
      for (const target of [this.#own, ...this.guards]) {
        this.when(wide, target);
        this.when(narrow, target);
      }
    }
  }

  get whole(): Box {
    return this.space.whole();
  }

  /** When a statement of the policy, or one with some of its entries or actions, applies. */
  when(statement: CompiledStatement, target: Target = this.#own): Formula {
    const ofTarget = this.#known.get(target) ?? new Map<CompiledStatement, Formula>();
    this.#known.set(target, ofTarget);
    const known = ofTarget.get(statement) ?? whenApplies(this.space, statement, target);
    ofTarget.set(statement, known);
    return known;
  }

  /** When one applies, for the values of placeholders for which most do. */
  whenSome(forms: readonly StatementForms[], effect: 'allow' | 'deny', target?: Target): Formula {
    return anyOf(ofEffect(forms, effect).map(({ wide }) => this.when(wide, target)));
  }

  /** When none applies, for the values of placeholders for which fewest do. */
  whenNone(forms: readonly StatementForms[], effect: 'allow' | 'deny', target?: Target): Formula {
    return allOf(ofEffect(forms, effect).map(({ narrow }) => this.#whenNot(narrow, target)));
  }

  #whenNot(statement: CompiledStatement, target?: Target): Formula {
    const formula = this.when(statement, target);
    if (typeof formula === 'boolean') return !formula;
    const known = this.#negations.get(formula) ?? negate(formula);
    this.#negations.set(formula, known);
    return known;
  }
}

function ofEffect(forms: readonly StatementForms[], effect: 'allow' | 'deny'): StatementForms[] {
  return forms.filter(({ statement }) => statement.effect === effect);
}
