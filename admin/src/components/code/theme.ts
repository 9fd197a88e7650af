import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { DefaultTheme } from 'styled-components';

import { MONOSPACE } from '../text';

const frame = ({ colors, borderRadius, fontSizes }: DefaultTheme) => ({
  '&': {
    backgroundColor: colors.neutral0,
    border: `1px solid ${colors.neutral200}`,
    borderRadius,
    color: colors.neutral800,
    fontSize: fontSizes[2],
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: `2px solid ${colors.primary600}`, outlineOffset: '-1px' },
  '.cm-scroller': {
    fontFamily: MONOSPACE,
    lineHeight: '1.6',
  },
  '.cm-content': { caretColor: colors.neutral800, padding: '0.8rem 0' },
  '.cm-cursor': { borderLeftColor: colors.neutral800 },
  '.cm-placeholder': { color: colors.neutral600 },
  '.cm-gutters': {
    backgroundColor: colors.neutral100,
    borderRight: `1px solid ${colors.neutral150}`,
    color: colors.neutral600,
  },
  '.cm-activeLineGutter': { backgroundColor: colors.neutral150, color: colors.neutral800 },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: `${colors.neutral200} !important`,
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: colors.primary200,
    color: 'inherit',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: colors.danger200,
    color: 'inherit',
  },
});

const problems = ({ colors, borderRadius }: DefaultTheme) => ({
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: `underline wavy ${colors.danger600}`,
    textUnderlineOffset: '0.3rem',
  },
  '.cm-problem': { fontFamily: 'system-ui, sans-serif', padding: '0.2rem 0.8rem 0.4rem 0.6rem' },
  '.cm-problem > div': {
    backgroundColor: colors.danger100,
    borderLeft: `3px solid ${colors.danger600}`,
    color: colors.danger700,
    padding: '0.4rem 0.8rem',
    whiteSpace: 'pre-wrap',
  },
  '.cm-gutter-lint': { width: '1.6rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.3rem' },
  '.cm-tooltip': {
    backgroundColor: colors.neutral0,
    border: `1px solid ${colors.neutral200}`,
    borderRadius,
    color: colors.neutral800,
  },
});

const completions = ({ colors }: DefaultTheme) => ({
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: 'none' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    color: colors.neutral800,
    padding: '0.4rem 0.8rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: colors.primary100,
    boxShadow: `inset 3px 0 0 ${colors.primary600}`,
    color: colors.primary700,
  },
  '.cm-completionDetail': { color: colors.neutral600, fontStyle: 'normal', marginLeft: '0.8rem' },
  '.cm-completionMatchedText': { fontWeight: 'bold', textDecoration: 'none' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '32rem', padding: '0.8rem', whiteSpace: 'normal' },
});

const highlighting = ({ colors }: DefaultTheme) =>
  HighlightStyle.define([
    { tag: tags.comment, color: colors.neutral600, fontStyle: 'italic' },
    { tag: [tags.string, tags.regexp], color: colors.success700 },
    { tag: [tags.number, tags.atom], color: colors.secondary700 },
    { tag: [tags.keyword, tags.function(tags.variableName)], color: colors.alternative700 },
    {
      tag: [tags.special(tags.variableName), tags.processingInstruction],
      color: colors.primary700,
    },
    { tag: [tags.variableName, tags.propertyName], color: colors.neutral800 },
    { tag: tags.propertyName, fontWeight: '600' },
    { tag: [tags.operator, tags.punctuation, tags.bracket], color: colors.neutral700 },
  ]);

/** The look of the code editor in the colours of the admin panel, light or dark. */
export const codeTheme = (theme: DefaultTheme): Extension => [
  EditorView.theme({ ...frame(theme), ...problems(theme), ...completions(theme) }),
  syntaxHighlighting(highlighting(theme)),
];
