#include <iostream>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/data_folder.h"
#include "app/folder_upkeep.h"
#include "base/text.h"
#include "media/pack_reader.h"
#include "media/system_files.h"
#include "store/backup.h"
#include "store/doctor.h"
#include "store/verify.h"

namespace cleangate::app {
namespace {

Result<store::VerifyOptions> options_from(const Arguments& arguments, const DataFolder& folder) {
  store::VerifyOptions options;
  auto key = arguments.get("vkey");
  if (key.empty()) key = TRY(read_file(folder.file("keys/log.vkey")));
  options.keys.push_back(TRY(ledger::parse_verifier_key(trim(key))));
  if (arguments.has("checkpoint")) {
    options.checkpoint = TRY(read_file(arguments.get("checkpoint")));
  }
  if (!arguments.has("no-media")) {
    // Shared: the check is copied into the verifier.
    const auto reader = std::make_shared<media::PackReader>(std::make_shared<media::SystemFiles>(),
                                                            folder.file("media"));
    options.check_media = [reader](const ledger::MediaItem& item,
                                   const service::MediaLocation& location) -> Result<void> {
      TRY(reader->read(location, item.sha256));
      return {};
    };
  }
  return options;
}

int exit_code(const store::VerifyReport& report) {
  return static_cast<int>(report.verdict);  // sound 0, tampered 1, unchecked 2
}

}  // namespace

int run_verify(const std::vector<std::string>& words) {
  const auto arguments =
      Arguments::parse(words, {"data", "vkey", "checkpoint"}, {"no-media", "json"});
  if (!arguments) return complain(arguments.error());
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) {
    std::cout << "unchecked " << folder.error().message << "\n";
    return 2;
  }
  const auto options = options_from(*arguments, *folder);
  if (!options) {
    std::cout << "unchecked " << options.error().message << "\n";
    return 2;
  }
  const auto report = store::verify(folder->database(), *options);
  if (arguments->has("json")) {
    std::cout << Json::object({{"result", report.first_line()},
                               {"size", report.size},
                               {"root", to_hex(report.root)},
                               {"checkpoints", report.checkpoints},
                               {"key_pinned", arguments->has("vkey")}})
                     .dump()
              << "\n";
    return exit_code(report);
  }
  std::cout << report.first_line() << "\n";
  if (!arguments->has("vkey")) std::cout << "against the key in this folder only\n";
  return exit_code(report);
}

int run_doctor(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data"}, {"rebuild"});
  if (!arguments) return complain(arguments.error());
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) return complain(folder.error());
  const auto report = store::examine(folder->database());
  if (!report) return complain(report.error());
  for (const auto& problem : report->problems) std::cout << "problem: " << problem << "\n";
  std::cout << "database file: " << (report->is_healthy() ? "ok" : "damaged")
            << "\nentries: " << report->entries << ", signed: " << report->signed_entries
            << "\nreserve for a full disk: " << report->reserve_bytes << " bytes\n";
  if (!arguments->has("rebuild")) return report->is_healthy() ? 0 : 1;
  const auto lock = FolderLock::take(*folder);
  if (!lock) return complain(lock.error());
  const auto folded = store::rebuild(folder->database());
  if (!folded) return complain(folded.error());
  std::cout << "projections rebuilt from " << *folded << " entries\n";
  return 0;
}

int run_backup(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"data", "to"}, {});
  if (!arguments) return complain(arguments.error());
  const auto folder = open_folder(arguments->get("data"));
  if (!folder) return complain(folder.error());
  const auto target = arguments->need("to");
  if (!target) return complain(target.error());
  // A consistent copy beside a running server; photos and keys are copied with the folder.
  if (const auto done = store::back_up(folder->database(), *target); !done) {
    return complain(done.error());
  }
  note_backup(*folder, SystemClock().wall());
  std::cout << "database saved to " << *target << "; copy media/ and keys/ with it\n";
  return 0;
}

}  // namespace cleangate::app
