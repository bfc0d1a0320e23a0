#include "crypto/digest.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

#include "tests/unit/crypto/hex.h"

namespace keyward::crypto {

BOOST_AUTO_TEST_SUITE(digest)

BOOST_AUTO_TEST_CASE(known_answers) {
  // FIPS 180-4 examples, "abc" and the empty message.
  const ByteView abc = AsBytes("abc");
  BOOST_TEST(HexText(Digest(DigestAlgorithm::kSha256, abc)) ==
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(HexText(Digest(DigestAlgorithm::kSha384, abc)) ==
             "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
             "8086072ba1e7cc2358baeca134c825a7");
  BOOST_TEST(HexText(Digest(DigestAlgorithm::kSha512, abc)) ==
             "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
             "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  BOOST_TEST(HexText(Sha256({})) ==
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const auto algorithm :
       {DigestAlgorithm::kSha256, DigestAlgorithm::kSha384, DigestAlgorithm::kSha512}) {
    BOOST_TEST(Digest(algorithm, abc).size() == DigestSize(algorithm));
  }
}

BOOST_AUTO_TEST_CASE(a_stream_gives_the_same_and_starts_anew) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>(i);
  const ByteView bytes = AsBytes(text);
  Sha256Stream stream;
  for (size_t cut = 0; cut <= bytes.size(); cut += 7) {
    stream.Update(bytes.first(cut));
    stream.Update(bytes.subspan(cut));
    BOOST_TEST((stream.Finish() == Sha256(bytes)));
  }
  Sha256Stream moved = std::move(stream);
  BOOST_TEST((moved.Finish() == Sha256({})));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
