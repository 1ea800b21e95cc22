#pragma once
// Rule packs: upload, activate, deactivate. Each is an entry; what it changes counts from the next
// vehicle on, whole. Plant's executor, but for check_rule_pack().

#include "domain/rules/pack.h"
#include "service/plant.h"

namespace cleangate::service {

/// {toml} read and linted. Any thread. Errors: invalid (the body, not the pack).
[[nodiscard]] Result<rules::ReadPack> check_rule_pack(const Json& body);
/// [{line,column,message}] of what must be mended, or with `hints` of what may be.
[[nodiscard]] Json pack_faults(const std::vector<rules::Problem>& problems, bool hints);

/// {toml, note?} → {id,version,kind,title,hints}. Errors: invalid (a fault of the pack), conflict
/// (that version exists, or an earlier one has another kind).
void upload_rule_pack(Plant& plant, const Json& body, const Actor& actor, Reply reply);
/// The same of what check_rule_pack() said of this body on another thread: a large pack takes long.
void upload_checked_pack(Plant& plant, const Json& body, const Result<rules::ReadPack>& read,
                         const Actor& actor, Reply reply);
/// {note, valid_from?}; a base pack takes the place of the one in force, an overlay stands beside
/// it, a version replaces another of the same pack. → {id,version,valid_from}. Errors: not_found,
/// conflict (it cannot be read), invalid (a template, another region, over).
void activate_rule_pack(Plant& plant, const std::string& id, const std::string& version,
                        const Json& body, const Actor& actor, Reply reply);
/// What the plant's change of industry does to the base pack in force: the activation of the one
/// for the new industry, shipped before uploaded. nullopt: it stays, being of the new industry
/// already, or the plant's own and of no single industry (generic, *). Errors: invalid (there is
/// none).
[[nodiscard]] Result<std::optional<Draft>> base_pack_switch(Plant& plant, std::string_view old,
                                                            const std::string& industry,
                                                            const Actor& actor);
/// {note}; not a base pack: that is replaced by activating another. → {id}. Errors: not_found,
/// conflict.
void deactivate_rule_pack(Plant& plant, const std::string& id, const Json& body, const Actor& actor,
                          Reply reply);

}  // namespace cleangate::service
