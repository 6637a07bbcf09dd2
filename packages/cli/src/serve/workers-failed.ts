/** A worker ended before all served. It said why itself. */
export class WorkersFailed extends Error {
  override readonly name = 'WorkersFailed';
  constructor() {
    super('a worker ended before all of them served; what stopped it stands above');
  }
}
