// What no hook can be faster than: the event as Lambda gives it, and an answer.
export const handler = async (event: unknown) => {
  JSON.stringify(event);
  return { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } };
};
