import {
  NO_ANSWERS,
  restoreAnswers,
  storeAnswers,
  twoOf,
} from '../../../admin/src/pages/run/people-answers';

describe('what is said of people in question', () => {
  it('is read as it was kept', () => {
    const answers = {
      ofPairs: new Map([
        ['a', true],
        ['b', false],
        ['__proto__', false],
      ]),
      areOthersSame: true,
    };
    expect(restoreAnswers(storeAnswers(answers))).toEqual(answers);
    expect(twoOf(answers)).toEqual(['b', '__proto__']);
  });

  it.each([null, '', '{', '[]', '{"ofPairs":null}', '7'])('is nothing where %j is kept', (text) => {
    expect(restoreAnswers(text)).toEqual(NO_ANSWERS);
  });

  it('leaves out what is no answer', () => {
    const text = '{"ofPairs":{"a":"yes","b":true},"areOthersSame":"yes"}';
    expect(restoreAnswers(text)).toEqual({ ofPairs: new Map([['b', true]]), areOthersSame: false });
  });
});
