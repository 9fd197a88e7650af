import { createIntl } from 'react-intl';

import type { Text } from '../../../admin/src/hooks/useText';
import { emptyText } from '../../../admin/src/pages/run/run-state';
import type { RunDetail } from '../../../shared/contracts/reports';
import type { Language } from '../../../shared/languages';
import { PANEL_TEXTS } from '../../support/texts';
import { runOf } from './runs';

const said = (locale: Language, run: Parameters<typeof runOf>[0]): string => {
  const { formatMessage } = createIntl({ locale, messages: PANEL_TEXTS[locale] });
  const t: Text = (id, defaultMessage, values) => formatMessage({ id, defaultMessage }, values);
  const detail: RunDetail = {
    ...runOf(run),
    credentials: 0,
    undecided: 0,
    changedSince: { profile: false, file: false, form: false },
    keepsFile: false,
    retriedAs: null,
    undoableUntil: null,
    undoneBy: null,
  };
  return emptyText(t, detail);
};

const rows = { read: 4, filtered: 0, skipped: 0, failed: 0 };

describe('what stands in the place of changes', () => {
  it('counts what stays as it is', () => {
    expect(said('en', { kind: 'test', rows, user: { unchanged: 4 } })).toBe(
      'Nothing would change. 4 records stay as they are.'
    );
    expect(said('en', { rows, user: { unchanged: 1 } })).toBe(
      'Nothing has changed. 1 record stays as it is.'
    );
    expect(said('de', { rows, user: { unchanged: 2 }, phone: { unchanged: 1 } })).toBe(
      'Es hat sich nichts geändert. 3 Datensätze bleiben, wie sie sind.'
    );
  });

  it('says that rows were left out, of which nobody knows whether they differ', () => {
    const skipped = { ...rows, skipped: 2 };
    expect(said('en', { kind: 'test', rows: skipped, user: { unchanged: 2 } })).toBe(
      'Nothing would change. 2 records stay as they are. 2 rows are left out by corrections.'
    );
    expect(said('en', { rows: { ...rows, skipped: 1 } })).toBe(
      'Nothing has changed. 1 row is left out by a correction.'
    );
    expect(said('de', { kind: 'test', rows: skipped })).toBe(
      'Es würde sich nichts ändern. 2 Zeilen sind durch Korrekturen ausgelassen.'
    );
  });

  it('says nothing of what the source has', () => {
    for (const kind of ['run', 'test'] as const) {
      for (const skipped of [0, 1, 5]) {
        expect(said('en', { kind, rows: { ...rows, skipped } })).not.toContain('source');
      }
    }
  });

  it.each(['failed', 'canceled', 'interrupted', 'rejected'] as const)(
    'is but that there are none where nothing is known (%s)',
    (status) => expect(said('en', { status })).toBe('There are no changes to show.')
  );
});
