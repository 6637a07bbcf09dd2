import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

interface JsonEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
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
});

/** CodeMirror on one JSON text. A chunk of its own: only policies need it. */
export default function JsonEditor({ text, onChange, labelledBy, describedBy }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ text, onChange });
  latest.current.onChange = onChange;

  useEffect(() => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
    const state = EditorState.create({
      doc: latest.current.text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy }),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        json(),
        linter(jsonParseLinter()),
        syntaxHighlighting(colours),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        theme,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          latest.current.text = update.state.doc.toString();
          latest.current.onChange(latest.current.text);
        }),
      ],
    });
    const made = new EditorView({ state, parent: place.current ?? document.body });
    view.current = made;
    return () => made.destroy();
  }, [labelledBy, describedBy]);

  useEffect(() => {
    if (view.current === undefined || text === latest.current.text) return;
    const changes = { from: 0, to: view.current.state.doc.length, insert: text };
    view.current.dispatch({ changes });
  }, [text]);

  return <div ref={place} className="editor" />;
}
