/** What may be wrong with a hook before it has decided anything: codes of `CompositionError`, with their meaning. */
export const faultCodes = Object.freeze({
  OPTION_UNKNOWN:
    'A plugin, a hook or an adapter was given an option that it does not have; the nearest right name is told.',
  OPTION_INVALID: "An option's value is not what is asked for.",
  PLUGIN_INVALID:
    'Something is not a plugin, or not a whole one; most often a factory that was not called: `eventIntegrity` for `eventIntegrity()`.',
  PORT_MISSING: 'A plugin needs a port that no plugin provides.',
  PORT_DOUBLED: 'Two plugins provide one port that can only be provided once.',
  PORT_CYCLE: 'Ports need each other in a circle.',
  PORT_FACTORY_FAILED: 'A plugin threw while its port or step was made.',
  FACT_WITHOUT_GIVER: 'A plugin needs a fact that no plugin before it gives for certain.',
  FACT_DOUBLED: 'Two plugins give the same fact for the same requests.',
  OVERRIDE_KEY_UNDECLARED:
    "A plugin sets an override key that is not among the template's `Parameters`: AWS IoT would pass over it.",
  PROTECTED_KEY_UNDECLARED:
    "A protected key is not among the template's `Parameters`: nothing would ever set it, so it is most likely mistyped.",
  LAST_GOOD_NOT_SAME_FOR_ALL:
    'An `onFailure` would keep the last good values of a plugin that does not give every device the same.',
  REASON_CODE_CONFLICT: 'Two plugins declare one reason code with different classes.',
  REPLACEMENT_HAS_STEPS:
    'A replacement brings checks, overrides or intents; it may only provide ports, for it has no place in the order.',
  REPLACEMENT_UNUSED:
    'A replacement provides only ports that nothing in the hook provides or needs.',
});

export type FaultCode = keyof typeof faultCodes;
