#pragma once
// Which rule packs are in force: what the log uploaded and activated, over what the program ships
// (law.md, Packs in force). Plant's executor only, but for find_pack(). A pack that the log names
// and this program cannot read is a fault that stops the gate, never a reason for another pack.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/ledger/projection.h"
#include "domain/rules/decision.h"
#include "domain/rules/pack.h"
#include "domain/rules/rule_set.h"

namespace cleangate::service {

/// One version of a pack.
struct PackVersion {
  std::string id, version;
  rules::PackPtr pack;  ///< nullptr: uploaded, but this program cannot read it
  std::string fault;    ///< then why
  std::string toml;
  bool is_shipped = false;
  std::int64_t index = 0;   ///< of the upload's entry
  std::string uploaded_by;  ///< the members below: of an upload
  WallTime uploaded_at;
  std::string note;
  std::vector<rules::Problem> hints;  ///< worth a look, of its reading
};

/// What was done to the packs, as logged.
struct PackAction {
  std::int64_t index = 0;
  std::string pack, version;
  std::string action;  ///< upload | activate | deactivate
  std::string note, actor;
  WallTime at;
  std::optional<WallTime> valid_from;  ///< of an activation that begins later

  bool operator==(const PackAction&) const = default;
  [[nodiscard]] bool counts(WallTime when) const { return !valid_from || *valid_from <= when; }
};

/// What a decision is judged by; swapped as a whole.
struct PacksInForce {
  std::shared_ptr<const rules::RuleSet> rules;
  std::string fault;  ///< "", or why every vehicle must be held
  /// The actions that put them into force, in the order of rules->packs(); nullopt: none did, it
  /// is the shipped base pack of the plant's industry.
  std::vector<std::optional<PackAction>> by;
};

class RulesInForce {
 public:
  using Versions = std::map<std::pair<std::string, std::string>, PackVersion>;

  RulesInForce();
  /// A row of `rule_packs`.
  void apply(const ledger::Row& row);
  /// What was read of a text that is about to be uploaded, so that its commit need not read it
  /// again on this thread.
  void offer(std::string toml, rules::ReadPack read);
  /// Whose shipped base pack counts while no base pack was activated.
  void set_industry(std::string_view industry);

  /// The packs that count at that time. The reference holds until the next change; a decision
  /// keeps the `rules` that it was judged by.
  [[nodiscard]] const PacksInForce& at(WallTime when) const;
  /// What at() answered when only the entries before that one were written. Without an activated
  /// base pack it is that of the plant's industry today.
  [[nodiscard]] PacksInForce as_logged_before(WallTime when, std::uint64_t entry) const;
  /// When the packs change next by time alone; nullopt: never.
  [[nodiscard]] std::optional<WallTime> next_change(WallTime after) const;
  /// Shipped and uploaded, by id and version.
  [[nodiscard]] const Versions& versions() const { return versions_; }
  [[nodiscard]] const PackVersion* find(const std::string& id, const std::string& version) const;
  /// In the order of the log.
  [[nodiscard]] const std::vector<PackAction>& actions() const { return actions_; }
  /// Any thread, also while packs are uploaded: a pack that was ever there, for the words of old
  /// reasons.
  [[nodiscard]] const rules::FindPack& find_pack() const { return find_pack_; }

 private:
  struct Shelf;
  struct Span {
    WallTime from;
    PacksInForce packs;
  };
  void upload(const ledger::Row& row);
  rules::ReadPack take_offer(std::string_view toml);
  [[nodiscard]] PacksInForce packs_at(WallTime when, std::span<const PackAction> actions) const;
  [[nodiscard]] const std::vector<Span>& spans() const;

  std::string industry_ = "generic";
  Versions versions_;
  std::vector<PackAction> actions_;
  std::vector<std::pair<std::string, rules::ReadPack>> offered_;  // the newest last
  std::shared_ptr<Shelf> shelf_;  // shared: find_pack_ is copied to other threads
  rules::FindPack find_pack_;
  mutable std::vector<Span> spans_;  // by rising time; empty: to be made
};

}  // namespace cleangate::service
