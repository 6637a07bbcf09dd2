import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { completePolicy, type Vocabulary } from './policy-completions.ts';
import type { Finding } from './policy-places.ts';

interface JsonEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly findings: readonly Pick<Finding, 'from' | 'to' | 'severity' | 'message'>[];
  readonly vocabulary: Vocabulary;
  readonly labelledBy: string;
  readonly describedBy: string;
}

const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
]);

const theme = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mono)', padding: '10px 0', caretColor: 'var(--text)' },
  '.cm-scroller': { lineHeight: '20px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-soft)' },
  '.cm-tooltip': {
    border: '1px solid var(--border)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--accent-text)',
  },
  '.cm-foldPlaceholder': {
    border: 'none',
    backgroundColor: 'var(--neutral-soft)',
    color: 'var(--neutral-text)',
    padding: '0 6px',
  },
});

/** CodeMirror on one policy. A chunk of its own: only who writes JSON needs it. */
export default function JsonEditor(props: JsonEditorProps) {
  const { text, findings, labelledBy, describedBy } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const written = useRef(text);
  latest.current = props;

  useEffect(() => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
    let focusedOn = written.current;
    let isPressed = false;
    const press = () => {
      isPressed = true;
    };
    const release = () => {
      isPressed = false;
    };
    // A press takes the focus before it ends: if the text grew meanwhile, it would end beside the button it was for.
    const afterPress = (act: () => void) => {
      if (isPressed) addEventListener('pointerup', () => setTimeout(act), { once: true });
      else act();
    };
    addEventListener('pointerdown', press, true);
    addEventListener('pointerup', release, true);
    const state = EditorState.create({
      doc: written.current,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy }),
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        json(),
        autocompletion({ override: [completePolicy(() => latest.current.vocabulary)] }),
        syntaxHighlighting(colours),
        keymap.of([...completionKeymap, ...foldKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        theme,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          written.current = update.state.doc.toString();
          latest.current.onChange(written.current);
        }),
        EditorView.domEventHandlers({
          focus: () => {
            focusedOn = written.current;
          },
          blur: (_, editor) => {
            if (written.current === focusedOn) return;
            afterPress(() => {
              const formatted = format(written.current);
              if (view.current === editor && formatted !== undefined) replaceAll(editor, formatted);
            });
          },
        }),
      ],
    });
    const made = new EditorView({ state, parent: place.current ?? document.body });
    view.current = made;
    return () => {
      view.current = undefined;
      removeEventListener('pointerdown', press, true);
      removeEventListener('pointerup', release, true);
      made.destroy();
    };
  }, [labelledBy, describedBy]);

  // With the commit: a key between the two would make this the text before it, and be taken back.
  useLayoutEffect(() => {
    if (view.current && text !== written.current) replaceAll(view.current, text);
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const length = editor.state.doc.length;
    const diagnostics = findings.map(({ from, to, severity, message }): Diagnostic => {
      const start = Math.min(from, length);
      return {
        from: start,
        to: Math.min(Math.max(to, start), length),
        severity,
        message: message.replaceAll('`', ''),
      };
    });
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [findings]);

  return <div ref={place} className="editor" />;
}

/** Two spaces, a line for each entry; undefined for what is no JSON, and what names a field twice, as that would be lost. */
function format(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isSame =
      JSON.stringify(parsed).length ===
      text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part[0] === '"' ? part : '')).length;
    return isSame ? JSON.stringify(parsed, undefined, 2) : undefined;
  } catch {
    return undefined;
  }
}

function replaceAll(editor: EditorView, insert: string): void {
  if (editor.state.doc.toString() === insert) return;
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert } });
}
