#pragma once
// The packs of rules/*.toml, carried inside the program, read once. Any thread.

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "domain/rules/pack.h"
#include "domain/rules/rule_set.h"

namespace cleangate::rules {

struct ShippedFile {
  std::string_view name;  ///< "cn-2020-340-generic.toml"
  std::string_view text;
};
[[nodiscard]] std::span<const ShippedFile> shipped_files();

/// By name. A shipped pack that does not read is a broken program: std::logic_error.
[[nodiscard]] const std::vector<PackPtr>& shipped_packs();
/// nullptr when there is none.
[[nodiscard]] PackPtr shipped_pack(std::string_view id, std::string_view version);
/// The newest shipped version; nullptr when there is none.
[[nodiscard]] PackPtr shipped_pack(std::string_view id);
/// "M1" … "M9", "P-…"; nullptr when there is none.
[[nodiscard]] PackPtr shipped_template(std::string_view name);
/// The base pack that `init` activates for a plant's industry: its own, else the generic one.
[[nodiscard]] PackPtr base_pack_for(std::string_view industry);
/// The generic pack alone in force; shared: a decision keeps the set it was judged by.
[[nodiscard]] const std::shared_ptr<const RuleSet>& shipped_rules();

}  // namespace cleangate::rules
