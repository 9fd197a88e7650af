import { describeFunctions } from './functions-support';

describe('filter_var', () => describeFunctions('filter'));
