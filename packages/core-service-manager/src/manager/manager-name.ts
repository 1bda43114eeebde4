/** Of the manager's own component. */
export const MANAGER_NAME = 'service-manager';
