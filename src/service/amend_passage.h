#pragma once
// Amending a passage (更正车牌): a visible layer with who and why; nothing is overwritten. The
// guard may while the vehicle waits, later only a manager.

#include "service/plant.h"

namespace cleangate::service {

/// The passage as it is seen now.
struct SeenAs {
  std::string plate;
  plate::Colour colour = plate::Colour::unknown;
  rules::Direction direction = rules::Direction::in;
};
/// Puts {plate?,colour?} of `body` into a payload, with what is known of the right vehicle; true
/// when it says anything. Errors: invalid.
[[nodiscard]] Result<bool> set_correction(const Plant& plant, const SeenAs& seen, const Json& body,
                                          ledger::Payload& payload);

/// {plate?,colour?,reason} → the passage. `row`: of `passages`, as read just now.
/// Errors: invalid, denied, conflict (kMaxAmendments).
void amend_passage(Plant& plant, const ledger::Row& row, const Json& body, const Actor& actor,
                   Reply reply);

}  // namespace cleangate::service
