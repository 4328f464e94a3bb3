import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../parts/button.tsx';

/** Opens the page of a new entry. */
export function NewButton({ section, children }: { readonly section: string; readonly children: string }) {
  const navigate = useNavigate();
  return (
    <Button look="primary" onPress={() => void navigate({ to: '/settings/$section/$id', params: { section, id: 'new' } })}>
      {children}
    </Button>
  );
}
