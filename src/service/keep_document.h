#pragma once
// Documents and photos of no vehicle: an order (通告), a proof (佐证). Named by their content;
// durable before the entry that names them.

#include "service/keep_evidence.h"

namespace cleangate::service {

/// → {sha256,url,index}. The same content again answers what is there. Errors: too_large (name),
/// conflict (kMaxDocuments are kept), the media store's.
void keep_document(Plant& plant, PhotoBytes content, std::string mime, const std::string& name,
                   const Actor& actor, Reply reply);
/// The content, on the query pool. Errors: not_found, corrupt.
[[nodiscard]] Result<Evidence> read_document(Queries& queries, MediaStore& media,
                                             std::string_view sha256);

}  // namespace cleangate::service
