import * as React from 'react';

import { usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { typeOfModel } from './models';
import { Origin } from './Origin';

/** What the content manager tells a panel of its edit view. */
interface PanelProps {
  model: string;
  /** Undefined while an entry is made. */
  document?: object;
  documentId?: string;
}

interface Panel {
  title: string;
  content: React.ReactNode;
}

/** The side panel of a user, phonebook entry or phone. The content manager calls it as a component, for what it returns. */
export const OriginPanel = ({ model, document, documentId }: PanelProps): Panel | null => {
  const t = useText();
  const { canRead } = usePermissions();
  const type = typeOfModel(model);
  if (type === null || !document || !documentId || !canRead) return null;
  return {
    title: t('origin.title', 'Directory Connector'),
    content: <Origin type={type} documentId={documentId} />,
  };
};
