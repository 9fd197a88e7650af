import { describeFunctions } from './functions-support';

describe('the functions of texts by their characters', () => describeFunctions('multibyte'));
