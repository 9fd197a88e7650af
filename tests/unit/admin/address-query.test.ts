import { withTypedText } from '../../../admin/src/utils/address-query';

describe('withTypedText', () => {
  it('encodes a text again that was typed before', () => {
    expect(withTypedText({ _q: 'R&D = 50 %' }, { page: '2' })).toEqual({
      _q: 'R%26D%20%3D%2050%20%25',
      page: '2',
    });
  });

  it('leaves a change of the text to who changes it', () => {
    expect(withTypedText({ _q: 'old' }, { _q: 'new%20one' })).toEqual({ _q: 'new%20one' });
    expect(withTypedText({ _q: 'old' }, { _q: undefined })).toEqual({ _q: undefined });
  });

  it('adds nothing where nobody typed anything, or an address has a list of it', () => {
    expect(withTypedText({}, { page: '2' })).toEqual({ page: '2' });
    expect(withTypedText({ _q: ['a', 'b'] }, { page: '2' })).toEqual({ page: '2' });
  });
});
