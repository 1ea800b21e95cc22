#include "domain/rules/shipped_packs.h"

#include <stdexcept>

namespace cleangate::rules {

const std::vector<PackPtr>& shipped_packs() {
  static const auto kPacks = [] {
    std::vector<PackPtr> packs;
    for (const auto& [name, text] : shipped_files()) {
      auto read = read_pack(text, name);
      if (!read.pack) throw std::logic_error("rules: " + read.problems.front().text());
      packs.push_back(std::move(read.pack));
    }
    return packs;
  }();
  return kPacks;
}

PackPtr shipped_pack(std::string_view id, std::string_view version) {
  for (const auto& pack : shipped_packs()) {
    if (pack->id == id && pack->version == version) return pack;
  }
  return nullptr;
}

PackPtr shipped_pack(std::string_view id) {
  PackPtr newest;
  for (const auto& pack : shipped_packs()) {
    const auto later = [&] {  // "10" is after "9"
      return pack->version.size() != newest->version.size()
                 ? pack->version.size() > newest->version.size()
                 : pack->version > newest->version;
    };
    if (pack->id == id && (!newest || later())) newest = pack;
  }
  return newest;
}

PackPtr shipped_template(std::string_view name) {
  if (name.empty()) return nullptr;
  for (const auto& pack : shipped_packs()) {
    if (pack->template_name == name) return pack;
  }
  return nullptr;
}

PackPtr base_pack_for(std::string_view industry) {
  PackPtr generic;
  for (const auto& pack : shipped_packs()) {
    if (pack->kind != PackKind::base) continue;
    if (pack->industry == industry) return pack;
    if (pack->industry == "generic") generic = pack;
  }
  return generic;
}

const std::shared_ptr<const RuleSet>& shipped_rules() {
  // shared: as Situation::rules is.
  static const auto kRules = std::make_shared<const RuleSet>(std::vector{base_pack_for("generic")});
  return kRules;
}

}  // namespace cleangate::rules
