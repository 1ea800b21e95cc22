#pragma once
// A measure of an order or a plan: a template's clauses with its own parameters and exemptions.
// Immutable, shared. Pure, any thread.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "domain/rules/pack.h"

namespace cleangate::rules {

struct Measure {
  std::string id;      ///< of the order's or plan's item
  std::string source;  ///< the order's number or the plan's version, shown with the reason
  Group group = Group::order;
  Validity validity;
  std::uint8_t levels = 0;  ///< bit of each warning level it is for; 0 = always
  PackPtr pack;             ///< the template, parameters filled in, exemptions added

  [[nodiscard]] static std::uint8_t bit_of(Level level) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(level));
  }
  [[nodiscard]] bool is_for(std::optional<Level> level) const {
    return levels == 0 || (level && (levels & bit_of(*level)) != 0);
  }
};
using MeasurePtr = std::shared_ptr<const Measure>;

struct MeasureRequest {
  std::string id, source;
  Group group = Group::order;
  Validity validity;
  std::vector<Level> levels;
  PackPtr pack;     ///< a pack of kind template
  Json parameters;  ///< {name: value}, or null
  Json exemptions;  ///< [{clause, when, text, evidence}], text a string or {zh,en}; or null
};
/// Errors: invalid, naming the parameter or exemption and what may stand there.
[[nodiscard]] Result<MeasurePtr> make_measure(const MeasureRequest& request);

}  // namespace cleangate::rules
