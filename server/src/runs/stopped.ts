import { ConnectorError } from '../utils/errors';

/** Why a run was ended from outside: the reason of its abort signal. */
export class RunStopped extends ConnectorError {
  override name = 'RunStopped';

  constructor(
    readonly status: 'canceled' | 'interrupted',
    message: string
  ) {
    super(status, message);
  }
}
