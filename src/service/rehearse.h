#pragma once
// Rehearsal and back-test (演练): who would have been refused under a warning, over the passages of
// a period. Judged by rules::judge, as at the gate. Starts on the plant's executor, reads on
// `queries`, and asks memory for a hundred trips at a time, so that no lane waits for it. Writes
// nothing.

#include "base/executor.h"
#include "service/plant.h"

namespace cleangate::service {

/// {level:"none"|"yellow"|"orange"|"red", from, to, grade?, facts?:"now"|"then"}: entries of
/// [from, to). A period that is not over yet is played with the trips of the same weekdays before,
/// and with what drivers declared. facts=then: the vehicle as the gate saw it then.
/// → {level,grade,facts,from,to,based_on:{from,to},passages,admitted,held,refused,
/// refused_without,tonnes:{known_trips,total,refused,held},stages:[{stage,before,after}],
/// share:{before,after},vehicles:[{plate,colour,stage,trips,refused,held,tonnes,reason}],cut}
/// Errors: invalid, naming the member; the store's.
void rehearse(Plant& plant, Executor& queries, const Json& body, Reply reply);

}  // namespace cleangate::service
