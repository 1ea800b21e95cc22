#pragma once
// What the command line asks of the process that holds the folder: one command, one answer. Plant's
// executor.

#include <string>

#include "service/manage_accounts.h"
#include "service/plant.h"

namespace cleangate::app {

struct AdminCommands {
  service::Plant& plant;
  service::Accounts& accounts;
  std::string base_url;  ///< of links

  /// `command`: {command, …}. Errors: not_found (no such command), the use case's.
  void run(const Json& command, service::Reply reply) const;
};

}  // namespace cleangate::app
