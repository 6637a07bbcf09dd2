/** Draws an item of a list or menu. One that has a reason against it is said to be off, and stays reachable: the reason stands in it. */
export function offItem(reason: string | undefined) {
  return (item: object) => <div {...item} aria-disabled={reason === undefined ? undefined : true} />;
}
