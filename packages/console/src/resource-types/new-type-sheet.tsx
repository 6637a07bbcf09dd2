import { useNavigate } from '@tanstack/react-router';
import { Sheet } from '../controls/sheet.tsx';
import { TypeEditor } from './type-editor.tsx';

export function NewTypeSheet() {
  const navigate = useNavigate();
  const close = (name?: string) =>
    void navigate({
      to: name === undefined ? '/settings/resource-types' : `/settings/resource-types/type/${name}`,
    });
  return (
    <Sheet
      title="Declare a resource type"
      subtitle="Something that your API protects, with what can be done to it."
      size="wide"
      onClose={() => close()}
    >
      <TypeEditor onDone={close} />
    </Sheet>
  );
}
