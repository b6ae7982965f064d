import time,sys
import pytest
from django.test import Client
from tests.hostile import CORPUS
from tests.test_hostile_input import site, PARAMETERS, PLACES_IN_PATHS
pytestmark = pytest.mark.django_db
def test_slow(site):
    c=Client()
    rows=[]
    for v in CORPUS:
        for place in PLACES_IN_PATHS[:3]:
            t=time.time()
            try: s=c.get(place.format(v.quoted)).status_code
            except Exception as e: s=repr(e)[:60]
            rows.append((time.time()-t,str(v),place,s))
        
    rows.sort(key=lambda r:-r[0])
    for r in rows[:12]: print(r)
    print(sum(r[0] for r in rows), len(rows))
